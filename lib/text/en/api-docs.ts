/** What each call of the public API does: for the page and the document. Comes with them alone. */
export const apiDocs = {
  title: "The HTTP interface",
  lead: "Names are the relay's own, times are ISO 8601, refusals say which field is at fault. The same as a document for programs:",
  tokenLead: "An existing script of the relay needs two changes: its base URL, and a token of this desk as its key.",
  makeToken: "Make a token",
  groups: {
    relay: "The relay's own interface",
    jobs: "Jobs",
    files: "Videos",
    shares: "Share links",
    desk: "The desk",
  },
  who: {
    anyone: "anyone",
    member: "whoever is signed in",
    admin: "admins",
    token: "a token of this desk",
    signature: "whoever has the signed address",
  },
  columns: { field: "Field", type: "Type", where: "Where" },
  required: "required",
  in: { path: "address", query: "query", header: "header", body: "body" },
  answers: "Answers",
  nothing: "no content",
  intentKey: "The same key and body are the same jobs, however often they are sent.",
  operations: {
    "POST /v1/video/create":
      "Make a video. The answer is the relay's; the id is one of ours. The job waits here until the relay has it, so a lost connection loses nothing.",
    "GET /v1/video/query":
      "How it stands: pending, processing, completed or failed. A job whose outcome nobody knows is processing until that is settled. video_url is a signed address of this desk, good for 24 hours, and each query gives a fresh one.",
    "GET /v1/media/{id}/{kind}":
      "The kept video, or its poster, at a signed address; in parts where Range asks for one.",
    "GET /api/jobs": "Jobs, newest first, page by page.",
    "POST /api/jobs": "Make one or several jobs: one prompt or many, each with one or more takes.",
    "GET /api/jobs/changes": "What has changed since a version of the list.",
    "GET /api/jobs/{id}": "One job and what happened to it.",
    "GET /api/jobs/{id}/takes": "The jobs beside it: of the same submission, and its retries.",
    "POST /api/jobs/{id}/retries":
      "A new job of the same request. For one whose outcome is unknown only with accept_risk: it may be charged twice.",
    "POST /api/jobs/{id}/cancellation": "Cancel it, while nothing was sent.",
    "POST /api/jobs/{id}/checks": "Ask the relay about it now.",
    "POST /api/jobs/{id}/resolution": "Settle an unknown outcome by what a person found at the relay.",
    "PUT /api/jobs/{id}/star": "Star it.",
    "DELETE /api/jobs/{id}/star": "Take the star off.",
    "DELETE /api/jobs/{id}": "Put it into the trash.",
    "POST /api/jobs/{id}/restoration": "Take it out of the trash.",
    "GET /api/jobs/{id}/video": "The kept video; with ?download under a name made of its prompt.",
    "GET /api/jobs/{id}/poster": "A picture of it.",
    "GET /api/jobs/archive": "Several videos in one zip, with a manifest.",
    "POST /api/jobs/{id}/shares": "Make a link that shows the video and its prompt to whoever has it.",
    "GET /api/jobs/{id}/shares": "The links that still lead to it.",
    "DELETE /api/shares/{id}": "End a link.",
    "GET /api/dispatch": "Whether submissions are paused, why, and since when.",
    "POST /api/dispatch": "Pause or resume all submissions.",
    "GET /api/tokens": "One's own tokens; for admins everybody's.",
    "POST /api/tokens": "Make a token. Its secret is shown in this answer and never again.",
    "DELETE /api/tokens/{id}": "Revoke a token.",
    "GET /api/health": "Whether the server works.",
    "GET /api/openapi.json": "This document.",
  },
};
export type ApiDocsText = typeof apiDocs;
export type OperationName = keyof ApiDocsText["operations"];
