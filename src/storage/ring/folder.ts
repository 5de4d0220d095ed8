/** Where in a node's state the ring lies. */
export const RAW_FOLDER = "raw";
