// Dragging a person by the browser's own drag and drop.
import { useRef, useState, type DragEvent } from "react";

const person_type = "application/x-backbeat-person";

export const dragged = (person_id: string) => ({
  draggable: true,
  onDragStart: (event: DragEvent) => {
    event.dataTransfer.setData(person_type, person_id);
    event.dataTransfer.effectAllowed = "move";
  },
});

/** A place people are dropped on; `is_over` while one hangs above it. */
export function useDrop(onDrop: ((person_id: string) => void) | undefined) {
  const [is_over, set_over] = useState(false);
  const depth = useRef(0); // entering a child comes before leaving its parent
  const is_person = (event: DragEvent) => event.dataTransfer.types.includes(person_type);
  const end = () => {
    depth.current = 0;
    set_over(false);
  };
  if (!onDrop) return { is_over: false, place: {} };
  return {
    is_over,
    place: {
      onDragEnter: (event: DragEvent) => {
        if (!is_person(event)) return;
        event.preventDefault();
        depth.current += 1;
        set_over(true);
      },
      onDragOver: (event: DragEvent) => {
        if (!is_person(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "move";
      },
      onDragLeave: () => {
        depth.current -= 1;
        if (depth.current <= 0) end();
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        end();
        onDrop(event.dataTransfer.getData(person_type));
      },
    },
  };
}
