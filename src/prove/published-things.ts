import type { Live } from "../model/live.ts";

/** What the publishing account publishes with, and an example of each that it publishes. */
export interface PublishedThings {
  /** The id of the key for artifacts. */
  readonly artifacts?: string;
  /** The id of the key for machine images. */
  readonly images?: string;
  /** A repository for container images, without what all of their names begin with. */
  readonly repository?: string;
  /** The name of an approved machine image. */
  readonly image?: string;
}

const REPOSITORIES = "orgwright/";
const IMAGES = "/orgwright/images/";

/** The things by the aliases and names that the blueprint `publishing` gives them. */
export function publishedThingsOf(
  inPublishing: readonly Live[],
  arnOf: (thing: Live) => string | null,
): PublishedThings {
  const idOf = (alias: string) => {
    const key = inPublishing.find(({ kind, properties }) => kind === "kms-key" && properties["alias"] === alias);
    return (key === undefined ? null : arnOf(key))?.split("/").at(-1);
  };
  const oneOf = (ofKind: string, start: string) => {
    const names = inPublishing.flatMap(({ kind, properties }) => (kind === ofKind ? String(properties["name"]) : []));
    return names.find((name) => name.startsWith(start))?.slice(start.length);
  };
  const found = {
    artifacts: idOf("orgwright/artifacts"),
    images: idOf("orgwright/images"),
    repository: oneOf("ecr-repository", REPOSITORIES),
    image: oneOf("ssm-parameter", IMAGES),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
