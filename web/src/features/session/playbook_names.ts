// Names of what a conversation calls by key: leading indicators and competencies of the playbook in force.
import { useQuery } from "@tanstack/react-query";
import { playbookQuery, type Playbook } from "@/api";

export interface Indicator {
  key: string;
  name: string;
  unit: string;
}

const no_names: { key: string; name: string }[] = [];

export function useIndicators(): Indicator[] {
  const playbook = useQuery(playbookQuery).data as (Playbook & { indicators?: Indicator[] }) | undefined;
  return playbook?.indicators ?? [];
}

export const useCompetencies = () => useQuery(playbookQuery).data?.competencies ?? no_names;

/** The name of a key; the key itself where the playbook in force no longer has it. */
export const nameOf = (list: readonly { key: string; name: string }[], key: string) => list.find((each) => each.key === key)?.name ?? key;
