/**
 * What a share link shows to whoever has it: the prompt and the video, on a page of its own without a script, a cookie or
 * a link to anywhere. Written by hand, because a page of the app carries its address, its routes and its settings along.
 */
import { createHash } from "node:crypto";
import type { Locale } from "#lib/locale.ts";
import { sharePage as en } from "#lib/text/en/share.ts";
import { sharePage as zh } from "#lib/text/zh/share.ts";
import { canvas, ink } from "#lib/theme.ts";
import { type Html, html } from "../html.ts";
import type { SharedJob } from "./shares.ts";

const texts = { en, zh } satisfies Record<Locale, unknown>;

const style = `
:root{color-scheme:light dark}
body{margin:0;background:light-dark(${canvas.light},${canvas.dark});color:light-dark(${ink.light},${ink.dark});
font:15px/22px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem}
video{display:block;width:100%;max-height:75vh;margin:0 auto;border-radius:10px;background:light-dark(#ececee,#222226)}
h1{margin:1rem 0 0;font-size:18px;line-height:26px;font-weight:600;white-space:pre-wrap;overflow-wrap:anywhere}
p{margin:.5rem 0 0;color:light-dark(#5b5b63,#a9a9b2)}
`;

/** Whole, so that not a blank of it differs from what the policy's hash lets in. */
const styleTag: Html = { html: `<style>${style}</style>` };

/** The token must not leave by a referrer, nor be found by a search engine, nor be kept by what stands between. */
const privacy = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow, noarchive",
  "x-content-type-options": "nosniff",
} as const;

const pageHeaders = {
  ...privacy,
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    "media-src 'self'",
    "img-src 'self'",
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-frame-options": "DENY",
  vary: "accept-language, cookie",
} as const;

/** @param path of the page itself, `/s/<token>` */
export function sharePage(path: string, { prompt, poster_type }: SharedJob, locale: Locale): Response {
  const text = texts[locale];
  const poster = poster_type === null ? html`` : html` poster="${`${path}/poster`}"`;
  const body = html`<main>
    <video
      src="${`${path}/video`}"
      ${poster}
      aria-label="${text.video}"
      controls
      playsinline
      loop
      preload="metadata"
    ></video>
    <h1>${prompt}</h1>
  </main>`;
  return page(200, locale, prompt.slice(0, 60).toWellFormed(), body);
}

/** For every token that leads nowhere: never was, ended, revoked, in the trash. Nothing tells one from another. */
export function noSharePage(locale: Locale): Response {
  const text = texts[locale];
  const body = html`<main>
    <h1>${text.gone}</h1>
    <p>${text.goneHint}</p>
  </main>`;
  return page(404, locale, text.gone, body);
}

/** The file of a link, with what keeps the link to itself. */
export function withPrivacy(response: Response): Response {
  for (const [name, value] of Object.entries(privacy)) response.headers.set(name, value);
  return response;
}

function page(status: number, locale: Locale, title: string, body: Html): Response {
  const document = html`<!doctype html>
    <html lang="${texts[locale].lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${styleTag}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return new Response(document.html, { status, headers: pageHeaders });
}
