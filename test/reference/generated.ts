/** Says how a page came to be. */
export const GENERATED = "Written by `npm run reference` from the schemas; a test says when it is stale.";
