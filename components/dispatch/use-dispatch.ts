"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { dispatchQuery, setDispatchPaused } from "#lib/api.ts";
import { focusJobs } from "../focus-jobs.ts";

/** Whether jobs go out to the relay, and the switch for it. */
export function useDispatch() {
  const client = useQueryClient();
  const { data: dispatch } = useQuery(dispatchQuery());
  const change = useMutation({
    mutationFn: setDispatchPaused,
    onSuccess: async (changed) => {
      // A poll that began before the switch would show the old position again for a moment.
      await client.cancelQueries({ queryKey: dispatchQuery().queryKey });
      client.setQueryData(dispatchQuery().queryKey, changed);
      // Once that is drawn, and the button with it gone.
      setTimeout(() => document.activeElement === document.body && focusJobs());
      await client.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
  return { dispatch, setPaused: change.mutate, isChanging: change.isPending, error: change.error };
}
