"use client";

/** The stage with its controls where the browser can, else the phone's own full screen of the video alone. */
export function toggleFullScreen(stage: HTMLElement | null): void {
  if (stage === null) return;
  if (document.fullscreenElement !== null && document.fullscreenElement !== undefined) {
    void document.exitFullscreen();
    return;
  }
  if (document.fullscreenEnabled) {
    // Refused, the page stays as it is.
    stage.requestFullscreen().catch(() => {});
    return;
  }
  const video = stage.querySelector("video");
  if (video !== null && "webkitEnterFullscreen" in video && typeof video.webkitEnterFullscreen === "function") {
    video.webkitEnterFullscreen();
  }
}
