import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import { useState } from "react";
import type { PersonRef } from "@/api";
import { PersonPicker } from "@/features/people/PersonPicker";
import { useMe } from "@/shell/me";
import { IconButton } from "@/ui";

const most_wishes = 10;

export function WishPicker({ wishes, onChange }: { wishes: readonly PersonRef[]; onChange: (wishes: PersonRef[]) => void }) {
  const { t } = useLingui();
  const me = useMe();
  const [picked, set_picked] = useState(0); // the field begins anew after each pick
  const add = (person: PersonRef) => {
    set_picked(picked + 1);
    if (person.id !== me.person.id && !wishes.some(({ id }) => id === person.id)) onChange([...wishes, person]);
  };
  return (
    <div className="grid gap-3">
      {wishes.length > 0 && (
        <ul aria-label={t`Wishes`} className="flex flex-wrap gap-2">
          {wishes.map((person) => (
            <li key={person.id} className="inline-flex items-center gap-0.5 rounded-full border border-line bg-surface pl-3 text-sm">
              {person.name}
              <IconButton size="small" label={t`Take ${person.name} off`} icon={<X size={14} aria-hidden />} onClick={() => onChange(wishes.filter(({ id }) => id !== person.id))} />
            </li>
          ))}
        </ul>
      )}
      {wishes.length < most_wishes && <PersonPicker key={picked} label={t`Find a colleague`} onPick={add} className="max-w-md" />}
    </div>
  );
}
