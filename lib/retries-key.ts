/** Where the tab's storage holds retries without an answer: apart, because most pages only have to see that there are none. */
export const retriesKey = "clipdesk.retries";
