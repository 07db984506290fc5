// Finds one person by name. Used wherever somebody is chosen out of everybody.
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { peopleSearchQuery, type PersonRef } from "@/api";
import { Combobox } from "@/ui/Combobox";
import { useJobRoleName } from "./job_roles";

export interface PersonPickerProps {
  label: string;
  onPick: (person: PersonRef) => void;
  className?: string;
}

export function PersonPicker({ label, onPick, className }: PersonPickerProps) {
  const job_role_name = useJobRoleName();
  const [text, set_text] = useState("");
  const search = useDeferredValue(text.trim());
  const people = useQuery({ ...peopleSearchQuery(search, 8), placeholderData: (previous) => previous });
  const options = (people.data?.items ?? []).map((person) => ({ key: person.id, label: person.name, detail: [job_role_name(person.job_role), person.manager?.name].filter(Boolean).join(" · ") }));
  return <Combobox label={label} text={text} onText={set_text} options={options} onPick={(option) => onPick({ id: option.key, name: option.label })} className={className} />;
}
