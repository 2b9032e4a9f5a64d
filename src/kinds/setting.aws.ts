import type { Reader, Writer } from "../aws/contract/call.ts";
import { readRoot } from "../aws/contract/organization-tree.ts";
import type { Scope, Verbs } from "../aws/contract/verbs.ts";
import type { JsonObject } from "../model/json.ts";
import type { Live } from "../model/live.ts";
import type { Place } from "../model/place.ts";
import type { KindName } from "../model/resource.ts";

/** What a setting's kind has to know of AWS. */
export interface SettingCalls<P extends JsonObject> {
  readonly kind: KindName;
  /** A setting has no name of its own; the kind's, where nothing better is given. */
  readonly id?: string;
  /** Whether the things of the place are read at all. Default: `wantedOrThorough`. */
  isRead?(aws: Reader, scope: Scope<P>): Promise<boolean>;
  /** What is set, or null where nothing is. */
  look(aws: Reader, at: Place): Promise<P | null>;
  /** Sets the whole of it. */
  put(aws: Writer, at: Place, properties: P): Promise<void>;
}

/**
 * The verbs of a setting: a place has one of it or none, it carries no tags, so it belongs to nobody, and each write
 * replaces the whole. It is never deleted.
 */
export function settingVerbs<P extends JsonObject>({
  kind,
  id = kind,
  isRead = wantedOrThorough,
  look,
  put,
}: SettingCalls<P>): Verbs<P> {
  const live = async (aws: Reader, place: Place): Promise<Live<P> | null> => {
    const properties = await look(aws, place);
    return properties === null ? null : { kind, id, place, owner: { is: "nobody" }, properties, outputs: {} };
  };
  return {
    kind,
    async list(aws, at, scope) {
      const found = (await isRead(aws, scope)) ? await live(aws, at) : null;
      return found === null ? [] : [found];
    },
    find: live,
    async create(aws, { place, properties }) {
      await put(aws, place, properties);
      return { id, outputs: {} };
    },
    async update(aws, _from, { place, properties }) {
      await put(aws, place, properties);
    },
  };
}

async function wantedOrThorough(_aws: Reader, { wanted, thorough }: Scope): Promise<boolean> {
  return wanted.length > 0 || thorough;
}

/** Settings of the organization: they are read where the file wants them, once there is an organization. */
export async function wantedInOrganization(aws: Reader, { wanted }: Scope): Promise<boolean> {
  return wanted.length > 0 && (await readRoot(aws)) !== null;
}
