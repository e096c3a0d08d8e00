/** Where the browser's storage holds the jobs whose end is awaited: apart, because most pages only have to see that it is empty. */
export const awaitedKey = "clipdesk.awaited";
