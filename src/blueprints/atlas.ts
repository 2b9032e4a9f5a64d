import { type After, after } from "../model/deferred.ts";
import { MANAGEMENT } from "../model/place.ts";
import type { Atlas } from "../model/shape.ts";
import { organizationDraft } from "./drafts.ts";
import type { Expanding } from "./expanding.ts";

/** Finds the units and accounts that the file makes. `missing` is called when the root is asked for and nothing makes it. */
export function atlasOf(expanding: Expanding, missing: () => void): Atlas {
  const { unitAddresses, accountAddresses, context } = expanding;
  const idOf = (address: Parameters<typeof after>[0] | undefined): After | null =>
    address === undefined ? null : after(address, "id");
  return {
    get root() {
      const draft = organizationDraft(expanding);
      if (draft === null) {
        missing();
        return "";
      }
      return after(draft.address, "rootId");
    },
    unit: (path) => idOf(unitAddresses.get(path)),
    account: (key) => (key === MANAGEMENT ? context.managementAccountId : idOf(accountAddresses.get(key))),
    get unitPaths() {
      return [...unitAddresses.keys()];
    },
    get accountKeys() {
      return [MANAGEMENT, ...accountAddresses.keys()];
    },
  };
}
