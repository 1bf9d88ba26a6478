/** States, nations and countries by their names and short forms. */
const written: readonly string[] = [
  "australia, au, aus, oz, commonwealth of australia",
  "united kingdom, uk, gb, gbr, great britain, britain",
  "united states, us, usa, u.s.a., u.s., united states of america, america, the united states of america",
  "new zealand, nz, nzl, aotearoa",
  "england, eng",
  "scotland, sct",
  "wales, wls, cymru",
  "northern ireland, ni, nir",
  "new south wales, nsw",
  "victoria, vic",
  "queensland, qld",
  "south australia, sa",
  "western australia, wa",
  "tasmania, tas",
  "northern territory, nt",
  "australian capital territory, act, canberra",
  "auckland, auk",
  "bay of plenty, bop",
  "canterbury, can",
  "gisborne, gis",
  "hawkes bay, hkb",
  "marlborough, mbh",
  "nelson, nsn",
  "northland, ntl",
  "otago, ota",
  "southland, stl",
  "taranaki, tki",
  "tasman",
  "waikato, wko",
  "wellington, wgn",
  "west coast, wtc",
  "manawatu whanganui, mwt",
  "south korea, korea republic of, republic of korea, korea the republic of",
  "north korea, korea democratic peoples republic of, korea the democratic peoples republic of",
  "russia, russian federation",
  "vietnam, viet nam",
  "czechia, czech republic",
  "turkey, turkiye",
  "ivory coast, cote divoire",
  "laos, lao peoples democratic republic",
  "syria, syrian arab republic",
  "iran, iran islamic republic of",
  "tanzania, tanzania united republic of, united republic of tanzania",
  "holland, netherlands, the netherlands",
  "taiwan, taiwan province of china, chinese taipei",
  "eswatini, swaziland",
  "myanmar, burma",
  "timor leste, east timor",
  "cape verde, cabo verde",
  "macedonia, north macedonia",
  "china, peoples republic of china, prc",
  "hong kong, hong kong sar, hong kong sar china",
  "united arab emirates, uae",
  "ireland, republic of ireland, eire",
];

const states =
  "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming";

/** Every country by its two letters, as the platform's own list of regions names it. */
function countries(): readonly string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  return letters.flatMap((first) =>
    letters.flatMap((second) => {
      const name = names.of(`${first}${second}`);
      return name === undefined ? [] : [`${name.replaceAll(",", " ")}, ${first}${second}`];
    }),
  );
}

/** Sets of places in the form of `knownSets`. */
export function placeSets(): readonly string[] {
  return [...written, ...states.split(",").map((state) => `${state.slice(3)}, ${state.slice(0, 2)}`), ...countries()];
}
