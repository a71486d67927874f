/**
 * The command that goes on with a run that was stopped: the one that began it, with `--resume DIRECTORY`.
 * @param argv what the user gave after the program's name, the name of the command first
 */
export function resumeCommand([command = "train", ...argv]: readonly string[], directory: string): string {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (/^--(checkpoint|resume)$/.test(word)) i++;
    else if (!/^--(checkpoint|resume)=/.test(word)) words.push(word);
  }
  return ["counterflow", command, "--resume", directory, ...words].map(quoted).join(" ");
}

/** A word as a POSIX shell takes it for itself. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
