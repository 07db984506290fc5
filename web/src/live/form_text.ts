// A form as one text, a line for each field, so that a draft of it is kept, sent and merged like any other text. Where two drafts changed the
// same field, both lines stay, and the field holds both.
export type FormValues<Key extends string> = Record<Key, string>;

const escaped = (value: string) => value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
const plain = (value: string) => value.replaceAll(/\\(n|\\)/g, (_, kind: string) => (kind === "n" ? "\n" : "\\"));

/** Fields in the order of `keys`; empty ones leave no line. */
export const textOfForm = <Key extends string>(keys: readonly Key[], values: FormValues<Key>) =>
  keys
    .filter((key) => values[key] !== "")
    .map((key) => `${key}: ${escaped(values[key])}`)
    .join("\n");

export function formOfText<Key extends string>(keys: readonly Key[], text: string): FormValues<Key> {
  const values = Object.fromEntries(keys.map((key) => [key, ""])) as FormValues<Key>;
  for (const line of text.split("\n")) {
    const at = line.indexOf(": ");
    const key = keys.find((each) => each === line.slice(0, at));
    if (!key) continue;
    const value = plain(line.slice(at + 2));
    if (values[key] !== value) values[key] = values[key] === "" ? value : `${values[key]}\n${value}`;
  }
  return values;
}
