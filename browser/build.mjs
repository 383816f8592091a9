// Builds the files of outputs.txt into a folder: node browser/build.mjs FOLDER. Called by CMake; they end up in the binary.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { woffToTtf } from "./woff_to_ttf.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = resolve(process.argv[2] ?? join(root, "build", "browser"));
mkdirSync(out, { recursive: true });

const wanted = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies;
const installed = (name) => {
  const file = join(root, "node_modules", name, "package.json");
  return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).version === wanted[name];
};
if (!["esbuild", "@fontsource-variable/sofia-sans", "@fontsource/sofia-sans"].every(installed)) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: "inherit" });
}

const { build } = await import("esbuild");
await build({
  entryPoints: { app: join(here, "src", "app.ts"), left: join(here, "src", "left.ts") },
  bundle: true, minify: true, format: "iife", target: "es2020", charset: "utf8", outdir: out, logLevel: "warning",
});
await build({
  entryPoints: { app: join(here, "styles", "app.css") },
  // The addresses /assets/… stay as written; the server puts content hashes into them (platform/page, asset()).
  bundle: true, minify: true, external: ["/assets/*"], target: ["chrome100", "firefox100", "safari15"],
  charset: "utf8", outdir: out, logLevel: "warning",
});
const fonts = join(root, "node_modules", "@fontsource-variable", "sofia-sans", "files");
for (const part of ["latin", "latin-ext", "cyrillic", "cyrillic-ext"]) {
  copyFileSync(join(fonts, `sofia-sans-${part}-wght-normal.woff2`), join(out, `sofia-sans-${part}.woff2`));
}
// For paper (platform/paper): one weight for text, one for headings, in the two scripts our letters are written in.
const paper = join(root, "node_modules", "@fontsource", "sofia-sans", "files");
for (const part of ["cyrillic-400", "cyrillic-700", "latin-400", "latin-700"]) {
  writeFileSync(join(out, `sofia-sans-${part}.ttf`), woffToTtf(readFileSync(join(paper, `sofia-sans-${part}-normal.woff`))));
}
copyFileSync(join(here, "pictures", "favicon.svg"), join(out, "favicon.svg"));

for (const name of readFileSync(join(here, "outputs.txt"), "utf8").split("\n").filter(Boolean)) {
  if (!existsSync(join(out, name))) throw new Error(`browser/outputs.txt names ${name}, which was not built`);
}
