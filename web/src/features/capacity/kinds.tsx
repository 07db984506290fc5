// How the kinds of a load look in a chart and its legend: shades of the accent for conversations, greys for what comes with them.
const looks = ["fill-accent", "fill-accent opacity-70", "fill-accent opacity-45", "fill-accent opacity-30"];

export function look_of(key: string, place: number) {
  if (key === "preparation") return "fill-line-strong opacity-50";
  if (key === "ride_along") return "fill-soft";
  return looks[Math.min(place, looks.length - 1)] as string;
}
