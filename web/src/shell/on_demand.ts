// A component in a chunk of its own, shown without Suspense: React holds back what a Suspense boundary reveals for up to 300 ms, too long for something opened by a key.
import { useEffect, useState, type ComponentType } from "react";

export interface OnDemand<Props> {
  (): Promise<ComponentType<Props>>;
  loaded?: ComponentType<Props>;
}

/** Makes a loader that fetches once. */
export function on_demand<Props>(load: () => Promise<ComponentType<Props>>): OnDemand<Props> {
  let pending: Promise<ComponentType<Props>> | undefined;
  const loader: OnDemand<Props> = () =>
    (pending ??= load().then(
      (component) => (loader.loaded = component),
      (error: unknown) => {
        pending = undefined; // the next attempt fetches again
        throw error;
      },
    ));
  return loader;
}

/** The component as soon as it is wanted and there; null before, and where it could not be fetched: wanted again, it is fetched again. */
export function useOnDemand<Props>(loader: OnDemand<Props>, is_wanted: boolean): ComponentType<Props> | null {
  const [, set_is_loaded] = useState(loader.loaded !== undefined);
  useEffect(() => {
    if (is_wanted && !loader.loaded) void loader().then(() => set_is_loaded(true), () => undefined);
  }, [loader, is_wanted]);
  return is_wanted ? (loader.loaded ?? null) : null;
}
