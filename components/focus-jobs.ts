/** After a press that takes away what was pressed: whoever came by keyboard goes on with the jobs, not at the top of the page. */
export function focusJobs(): void {
  document.getElementById("jobs-title")?.focus({ preventScroll: true });
}
