/** Where a node keeps what it knows, and where one looks for it, when nobody says. */
export const USUAL_STATE = ".andas";
