// dependency-cruiser asks swc to read every file as TypeScript without JSX. Loaded before it, this lets swc read pages too.
import swc from "@swc/core";

const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });
