/** What a job's files are called in the store. The true type of the bytes stands in the row. */
export function videoName(jobId: string): string {
  return `${jobId}.mp4`;
}

export function posterName(jobId: string): string {
  return `${jobId}.poster`;
}
