// Bundles what the pages need into src/sojourn/web/static/built: app.js, app.css, and the licences of what is inside;
// and copies the outlines of countries to where charts are drawn.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const built = join(root, "src", "sojourn", "web", "static", "built");
const draft = `${built}.new`;

rmSync(draft, { recursive: true, force: true });
mkdirSync(draft, { recursive: true });

const result = await build({
  absWorkingDir: root,
  entryPoints: ["frontend/app.js", "frontend/app.css"].filter((name) => existsSync(join(root, name))),
  outdir: draft,
  bundle: true,
  minify: true,
  sourcemap: "linked",
  target: ["es2021"],
  format: "iife",
  legalComments: "none",
  metafile: true,
  loader: { ".woff2": "file", ".svg": "dataurl", ".png": "file" },
  logLevel: "warning",
});

const atlas = join("node_modules", "world-atlas", "countries-110m.json");
writeFileSync(join(draft, "LICENCES.txt"), licences([...Object.keys(result.metafile.inputs), atlas]));
copyMaps();

// The old files stay until the new ones are whole: a page that is open meanwhile finds one or the other.
mkdirSync(built, { recursive: true });
for (const name of readdirSync(draft)) cpSync(join(draft, name), join(built, name), { recursive: true });
rmSync(draft, { recursive: true, force: true });

/** The outlines of countries, which charts on the server draw maps from. */
function copyMaps() {
  const maps = join(root, "src", "sojourn", "evidence", "profile", "charts", "built");
  mkdirSync(maps, { recursive: true });
  for (const name of ["countries-110m.json", "countries-50m.json"]) {
    cpSync(join(root, "node_modules", "world-atlas", name), join(maps, name));
  }
}

/** The licence texts of the packages whose files are in the bundle. */
function licences(inputs) {
  const packages = new Set(
    inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter((name) => name !== undefined),
  );
  return [...packages].sort().map(licenceOf).join("\n\n");
}

function licenceOf(name) {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8") : ""}`;
}
