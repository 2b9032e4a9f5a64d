/** Options that every command has. */
export interface CommonOptions {
  readonly file: string;
  readonly sandbox?: boolean;
  readonly sandboxDir: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly color: boolean;
  readonly logFormat: "text" | "json";
  readonly stats?: boolean;
  readonly statsOut?: string;
  readonly founder?: boolean;
}
