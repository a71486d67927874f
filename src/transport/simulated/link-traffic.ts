import type { Traffic } from "../transport.ts";
import type { Post } from "./post.ts";

/** What it took to bring letters from host to host. */
export function linkTraffic(
  post: Post,
  coordinator: number,
): Pick<Traffic, "links" | "lost" | "damaged" | "missed"> {
  const { channels, net, damaged, missed } = post;
  const name = (host: number): string | undefined => (host === coordinator ? undefined : post.nameOf(host));
  const links = Array.from(channels.values(), ({ from, to, letters, repeated }) => {
    return { from: name(from), to: name(to), letters, sendings: letters + repeated };
  });
  return { links, lost: net.dropped, damaged, missed };
}
