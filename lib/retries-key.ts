/** What the names begin with under which the browser's storage holds retries without an answer: apart, because most pages only have to see that there are none. */
export const retriesPrefix = "clipdesk.retries.";
