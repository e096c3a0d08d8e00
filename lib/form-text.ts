/** What stands in a form's text field; a field that is not there holds nothing. */
export function textIn(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}
