/** The one paid call, as it is sent and as it is shown to people: the same path, headers and body for both. Pure. */
export interface VideoRequest {
  model: string;
  prompt: string;
  aspect_ratio: string;
  size: string;
  images: readonly string[];
}

export const createPath = "/v1/video/create";
export const createHeaders = { "Content-Type": "application/json", Accept: "application/json" } as const;

/** The documented fields in the documented order, and no others. */
export function createBody({ model, prompt, aspect_ratio, size, images }: VideoRequest): string {
  return JSON.stringify({ model, prompt, aspect_ratio, size, images });
}

/** For a POSIX shell. The address and the key stay variables: this page knows neither. */
export function createCurl(request: VideoRequest): string {
  const headers = Object.entries(createHeaders).map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`);
  return [
    `curl -X POST "$RELAY_BASE_URL${createPath}"`,
    ...headers,
    '  -H "Authorization: Bearer $RELAY_API_KEY"',
    `  --data-raw ${quoted(createBody(request))}`,
  ].join(" \\\n");
}

/** Within single quotes a shell reads nothing but their end. JSON keeps the text on one line. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
