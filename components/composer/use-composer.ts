"use client";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import type { FieldErrors, Resolver, UseFormReturn } from "react-hook-form";
import { loadSchemas } from "#lib/api.ts";
import type { Limits, Submission } from "#lib/job.ts";

/** The form's fields are the request's own, so that an error of the server finds its field by name. */
export interface ComposerValues {
  prompt: string;
  aspect_ratio: string;
  size: string;
  images: string[];
  count: number;
}

export type ComposerForm = UseFormReturn<ComposerValues, unknown, Submission>;

/** The fields have no values here: the first ones are what stands in the page, which a quick person has changed. */
export function useComposer(limits: Limits): ComposerForm {
  const [chosen] = useState(chosenSoFar);
  const form = useForm<ComposerValues, unknown, Submission>({
    defaultValues: { images: [] },
    resolver: ignoringBlankImages(bySchema(limits)),
    shouldFocusError: false,
  });
  useEffect(() => {
    for (const [name, value] of chosen) form.setValue(name, value);
  }, [form, chosen]);
  return form;
}

/** The form library takes over text that was typed before this script ran, but unchecks what was chosen. */
function chosenSoFar(): ["aspect_ratio" | "size", string][] {
  if (typeof document === "undefined") return [];
  return (["aspect_ratio", "size"] as const).flatMap((name) => {
    const radio = document.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`);
    return radio === null ? [] : [[name, radio.value]];
  });
}

type ComposerResolver = Resolver<ComposerValues, unknown, Submission>;

/** The server's own schema. It comes after the first paint (see `loadSchemas`), before anybody has typed a prompt. */
function bySchema(limits: Limits): ComposerResolver {
  return async (values, context, options) => {
    const [{ standardSchemaResolver }, { submissionSchema }] = await Promise.all([
      import("@hookform/resolvers/standard-schema"),
      loadSchemas(),
    ]);
    const resolve = standardSchemaResolver<ComposerValues, unknown, Submission>(submissionSchema(limits));
    return resolve(values, context, options);
  };
}

/** A row that was opened and left blank is no reference; errors still name the row as it stands in the form. */
function ignoringBlankImages(resolver: ComposerResolver): ComposerResolver {
  return async (values, context, options) => {
    const rows = values.images.flatMap((url, row) => (url.trim() === "" ? [] : [row]));
    const images = rows.map((row) => values.images[row] ?? "");
    const result = await resolver({ ...values, images }, context, options);
    const errors: FieldErrors<ComposerValues> = result.errors;
    if (!Array.isArray(errors.images)) return result;
    const byRow: (typeof errors.images)[number][] = [];
    for (const [index, error] of errors.images.entries()) byRow[rows[index] ?? index] = error;
    return { values: {}, errors: { ...errors, images: byRow } };
  };
}
