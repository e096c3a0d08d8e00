"use client";
import { useQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { use } from "react";
import { formatBytes } from "#lib/format.ts";
import { type StatusText, loadStatusText } from "#lib/status-text.ts";
import { type Status, statusQuery } from "#lib/status.ts";
import { refusalOf } from "../reason.ts";
import { useLanguage, useText } from "../text.tsx";
import { Ago } from "../times.tsx";
import { Banner } from "../ui/banner.tsx";
import { StatusSection } from "./status-section.tsx";

export function StatusView() {
  const words = useText();
  const { locale, jobs } = words;
  const text = useStatusText();
  const { data, error } = useQuery(statusQuery());
  if (data === undefined) return <p role="alert">{refusalOf(error, words)}</p>;
  const { worker, database, relay, queue, storage, settings } = data;
  const { names } = text;
  const { media } = storage;
  const moment = (iso: string | null) => (iso === null ? text.never : <Ago at={iso} />);
  return (
    <>
      <h1 className="py-6 text-xl font-semibold">{text.title}</h1>
      {error === null ? (
        <Verdict status={data} />
      ) : (
        // What was true a while ago must not pass for how it stands now.
        <div className="mb-6">
          <Banner tone="danger" role="alert" icon={<CloudOff size={20} aria-hidden />}>
            {jobs.unreachable}
          </Banner>
        </div>
      )}
      <StatusSection
        title={text.sections.server}
        facts={[
          [names.version, data.version],
          [names.node, data.node],
          [names.mode, text.modes[data.mode]],
          [names.worker, text.workers[worker.setting]],
          [names.lastTick, moment(worker.last_tick_at)],
          [names.database, text.database(database.kind, database.answered_in_ms)],
        ]}
      />
      {queue !== null && (
        <StatusSection
          title={text.sections.queue}
          facts={[
            [names.queued, queue.queued],
            [names.oldest, text.seconds(queue.oldest_queued_seconds ?? 0)],
            [names.submitting, queue.submitting],
            [names.running, queue.running],
            [names.unknown, queue.unknown],
          ]}
        />
      )}
      {relay !== null && (
        <StatusSection
          title={text.sections.relay}
          facts={[
            [names.reachable, text.relays[relay.state]],
            [names.lastSeen, moment(relay.last_seen_at)],
            [names.calls, text.calls(relay.calls_free, relay.calls_per_minute)],
            [names.words, relay.words],
          ]}
        />
      )}
      <StatusSection
        title={text.sections.storage}
        facts={[
          [names.kept, media && text.kept(media.videos, formatBytes(media.bytes, locale))],
          [names.waiting, media && media.waiting],
          [names.lost, media && media.lost],
          [names.room, storage.free_bytes === null ? text.cannotTell : formatBytes(storage.free_bytes, locale)],
          [names.soon, media && text.soon(media.removed_soon)],
          [names.removed, media && media.removed],
          [names.madeRoom, media && moment(media.made_room_at)],
        ]}
      />
      <StatusSection
        title={text.sections.settings}
        isCode
        facts={settings.map(({ name, value }) => [name, value ?? text.notSet])}
      />
    </>
  );
}

function Verdict({ status: { state, troubles } }: { status: Status }) {
  const text = useStatusText();
  return (
    <div role="status" className="mb-6">
      <p className={state === "ok" ? "" : "font-semibold"}>{text.states[state]}</p>
      {troubles.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {troubles.map((trouble) => (
            <li key={trouble}>{text.troubles[trouble]}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useStatusText(): StatusText {
  return use(loadStatusText(useLanguage().locale));
}
