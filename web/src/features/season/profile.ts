// Between the profile as the server has it and the form.
import { halves_a_day, painted, stretches_of, type Week } from "./week_grid";
import type { FreeStretch } from "./wire";

export const week_of = (free: readonly FreeStretch[]): Week =>
  free.reduce<Week>((week, { weekday, from_minutes, to_minutes }) => painted(week, { day: weekday - 1, from: Math.ceil(from_minutes / 30), to: Math.min(halves_a_day, Math.floor(to_minutes / 30)) }, true), new Set());

export const free_of = (week: Week): FreeStretch[] => stretches_of(week).map(({ day, from, to }) => ({ weekday: day + 1, from_minutes: from * 30, to_minutes: to * 30 }));
