/**
 * Draws the clips of the demo's relay and a poster of each into public/demo. Needs ffmpeg with libx264 on the path.
 * Nothing runs this by itself: the clips are committed, so neither the app nor its tests need ffmpeg.
 *
 *     node scripts/make-demo-clips.ts            all of them
 *     node scripts/make-demo-clips.ts aurora     only that one
 *
 * Every picture is a formula of the place and of a phase that turns once in five seconds: so each clip is a seamless
 * loop, and ours to give away.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { type Colour, type Scene, scenes } from "./demo-scenes.ts";

const folder = join(import.meta.dirname, "..", "public", "demo");
const seconds = 5;
const framesPerSecond = 24;

const only = process.argv[2];
for (const scene of scenes) {
  if (only !== undefined && only !== scene.name) continue;
  await makeClip(scene);
  makePoster(scene);
  for (const kind of ["mp4", "jpg"])
    console.log(`${scene.name}.${kind}: ${statSync(join(folder, `${scene.name}.${kind}`)).size} bytes`);
}

/** Drawn at half size in 16 bits and enlarged: the pictures are soft, and dithering from 16 bits leaves no bands. */
async function makeClip(scene: Scene): Promise<void> {
  const width = scene.width / 2;
  const height = scene.height / 2;
  const options = [
    ["-hide_banner", "-loglevel", "error", "-y"],
    ["-f", "rawvideo", "-pixel_format", "rgb48le", "-video_size", `${width}x${height}`],
    ["-framerate", String(framesPerSecond), "-i", "-"],
    ["-vf", `scale=${scene.width}:${scene.height}:flags=bicubic+accurate_rnd:sws_dither=ed:out_color_matrix=bt709`],
    // Main profile, 4:2:0 and the index at the front: what Safari and every phone play while it is still arriving.
    ["-c:v", "libx264", "-profile:v", "main", "-level", "3.1", "-pix_fmt", "yuv420p", "-movflags", "+faststart"],
    ["-preset", "veryslow", "-crf", "27", "-maxrate", "230k", "-bufsize", "460k", "-g", "60"],
    ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
    ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-an"],
    [join(folder, `${scene.name}.mp4`)],
  ].flat();
  const ffmpeg = spawn("ffmpeg", options, { stdio: ["pipe", "inherit", "inherit"] });
  const ended = once(ffmpeg, "exit");
  for (let frame = 0; frame < seconds * framesPerSecond; frame += 1) {
    const phase = (2 * Math.PI * frame) / (seconds * framesPerSecond);
    if (!ffmpeg.stdin.write(drawFrame(scene, width, height, phase))) await once(ffmpeg.stdin, "drain");
  }
  ffmpeg.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code} at ${scene.name}`);
}

function drawFrame(scene: Scene, width: number, height: number, phase: number): Uint8Array {
  const pixels = new Uint16Array(width * height * 3);
  const unit = Math.min(width, height);
  const paint = scene.frame(phase);
  const colour: Colour = [0, 0, 0];
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      paint((x + 0.5 - width / 2) / unit, (y + 0.5 - height / 2) / unit, colour);
      for (const value of colour) pixels[at++] = 65_535 * Math.min(1, Math.max(0, value));
    }
  }
  return new Uint8Array(pixels.buffer);
}

function makePoster(scene: Scene): void {
  const options = [
    ["-hide_banner", "-loglevel", "error", "-y", "-ss", "2", "-i", join(folder, `${scene.name}.mp4`)],
    ["-frames:v", "1", "-vf", `scale=${scene.width / 2}:${scene.height / 2}:flags=lanczos`, "-q:v", "5"],
    ["-map_metadata", "-1", "-fflags", "+bitexact", join(folder, `${scene.name}.jpg`)],
  ].flat();
  const { status } = spawnSync("ffmpeg", options, { stdio: "inherit" });
  if (status !== 0) throw new Error(`ffmpeg ended with ${status} at the poster of ${scene.name}`);
}
