// One text of a ride-along, saved as it is typed.
import { useText as useTextOf } from "@/live/use_text";
import { heldText, putRideAlongText } from "./put_text";
import type { RideAlong } from "./wire";

export { useTextValue } from "@/live/use_text";

/** Nothing while this device's drafts are being read. */
export const useText = (ride_along: RideAlong, target: string) => useTextOf({ id: ride_along.id, target, held: heldText(ride_along, target), put: putRideAlongText });
