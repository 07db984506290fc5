import { useQuery } from "@tanstack/react-query";
import { Dialog, ErrorState, Loading } from "@/ui";
import { type Calendar, calendarQuery } from "./calendar";
import { Understood } from "./Understood";

export function CalendarDrawer({ calendar, onClose }: { calendar: Calendar; onClose: () => void }) {
  const detail = useQuery(calendarQuery(calendar.id));
  return (
    <Dialog open wide onOpenChange={(open) => !open && onClose()} title={calendar.name}>
      {detail.isPending ? <Loading lines={5} /> : detail.isError ? <ErrorState error={detail.error} retry={() => void detail.refetch()} /> : <Understood reading={detail.data.reading} />}
    </Dialog>
  );
}
