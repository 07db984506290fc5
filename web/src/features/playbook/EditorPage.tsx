// Writing the rules: the text, what is wrong with it by line and column, whom it changes and whether it fits, and the day from which it holds.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, playbookQuery, playbookTextQuery } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { ApiError } from "@/api";
import { ErrorState, Loading, Page } from "@/ui";
import { Editor } from "./Editor";

export function EditorPage() {
  const { t } = useLingui();
  const me = useMe();
  const { from, apply } = useSearch({ from: "/shell/playbook/edit" });
  const playbook = useQuery({ ...playbookQuery, enabled: !from && !apply });
  const version_id = from ?? playbook.data?.version_id;
  const written = useQuery({ ...playbookTextQuery(version_id ?? ""), enabled: version_id !== undefined && !apply });
  // With changes that the capacity page tried, written into the text in force.
  const changed = useQuery({ queryKey: ["capacity", "playbook", apply], queryFn: ({ signal }) => api.get<string>("/api/capacity/playbook.toml", { apply }, signal), enabled: apply !== undefined && !from });
  const text = apply && !from ? changed : written;
  const may_edit = has_role(me, "enablement", "executive");
  const forbidden = new ApiError(403, { type: "about:blank", title: "Forbidden", status: 403, detail: t`Enablement and executives publish the playbook.`, code: "forbidden" });
  return (
    <Page
      title={t`Edit the playbook`}
      width="wide"
      breadcrumb={[{ label: t`Playbook`, href: "/playbook" }]}
      lead={<Trans>The version in force stays in force until you publish, and an old quarter keeps its rules.</Trans>}
    >
      {!may_edit ? <ErrorState error={forbidden} /> : text.isError ? <ErrorState error={text.error} retry={() => void text.refetch()} /> : text.data === undefined ? <Loading lines={8} /> : <Editor key={version_id ?? apply} start={text.data} is_changed={text === changed} />}
    </Page>
  );
}
