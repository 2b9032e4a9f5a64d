import type { AccountId } from "../model/place.ts";
import type { Resource } from "../model/resource.ts";
import { topological } from "../model/topological.ts";
import { type Scene, type Setting, sceneOf } from "./scene.ts";
import { emptyWorld, type Shapes, type World, worldAfter } from "./world.ts";

/** The world in which everything stands that the file wishes for and nothing else, with made-up ids. */
function wishedWorld(
  wished: readonly Resource[],
  managementAccount: AccountId,
  { partition, shapes }: { readonly partition: string; readonly shapes: Shapes },
): World {
  const sorted = topological(
    wished,
    ({ address }) => address,
    ({ needs }) => needs,
  );
  const order = "order" in sorted ? sorted.order : wished;
  return worldAfter(
    emptyWorld(managementAccount, partition),
    order.map((to) => ({ action: "create", to })),
    shapes,
  );
}

/** The same world ready to be asked about requests, made when it is first asked for. */
export function sceneAsWished(
  wished: readonly Resource[],
  managementAccount: AccountId,
  setting: Setting,
): () => Scene {
  let made: Scene | null = null;
  return () => {
    made ??= sceneOf(wishedWorld(wished, managementAccount, setting), setting);
    return made;
  };
}
