import type { Live } from "../model/live.ts";

/** The ids of the keys with which the publishing account encrypts what it publishes. */
export interface PublishedKeys {
  readonly artifacts?: string;
  readonly images?: string;
}

/** The keys by the aliases that the blueprint `publishing` gives them. */
export function publishedKeysOf(inPublishing: readonly Live[], arnOf: (thing: Live) => string | null): PublishedKeys {
  const idOf = (alias: string) => {
    const key = inPublishing.find(({ kind, properties }) => kind === "kms-key" && properties["alias"] === alias);
    return (key === undefined ? null : arnOf(key))?.split("/").at(-1);
  };
  const [artifacts, images] = [idOf("orgwright/artifacts"), idOf("orgwright/images")];
  return { ...(artifacts === undefined ? {} : { artifacts }), ...(images === undefined ? {} : { images }) };
}
