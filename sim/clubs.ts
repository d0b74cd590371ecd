/** A ballpark. Run factor 1 is neutral; the offset is the zone's hours from UTC during the season. */
export interface Park {
  id: number;
  name: string;
  latitude: number;
  longitude: number;
  elevationFeet: number;
  timeZone: string;
  offset: number;
  runFactor: number;
  hasRoof: boolean;
  capacity: number;
}

/** One of the thirty invented clubs. */
export interface Club {
  id: number;
  index: number;
  city: string;
  nickname: string;
  abbreviation: string;
  league: { id: number; name: string };
  division: { id: number; name: string };
  park: Park;
}

const zones: Record<string, { timeZone: string; offset: number }> = {
  E: { timeZone: 'America/New_York', offset: -4 },
  C: { timeZone: 'America/Chicago', offset: -5 },
  M: { timeZone: 'America/Denver', offset: -6 },
  P: { timeZone: 'America/Los_Angeles', offset: -7 },
};

const leagues = [
  { id: 9201, name: 'Simulated Aurora League', divisions: ['East', 'Central', 'West'] },
  { id: 9202, name: 'Simulated Borealis League', divisions: ['East', 'Central', 'West'] },
];

// city | nickname | abbreviation | park | latitude | longitude | feet | zone | run factor | roof
const rows = `
Amberfall|Lanterns|AMB|Lantern Yard|42.61|-71.02|40|E|1.05|open
Brackwater|Herons|BRK|Tidegate Park|39.11|-76.41|30|E|0.98|open
Cinderwick|Foundry|CDW|Smelter Field|40.88|-74.31|110|E|1.01|open
Dunmarsh|Otters|DUN|Reedbank Stadium|36.92|-76.18|20|E|0.97|open
Eastmoor|Comets|EMR|Observatory Park|28.42|-82.11|60|E|0.95|roof
Farrowby|Ploughmen|FAR|Furrow Park|41.33|-82.02|640|C|1.00|open
Gallowmere|Ravens|GAL|Blackwater Grounds|42.21|-83.52|600|C|0.96|open
Harth|Bellringers|HAR|Carillon Field|44.72|-93.61|830|C|1.00|open
Ironford|Anvils|IRF|Anvil Park|39.22|-94.11|900|C|1.03|open
Junipero|Drovers|JUN|Drover Green|41.61|-87.92|590|C|1.02|open
Knollhaven|Kestrels|KNH|Kestrel Bluff|47.41|-122.02|160|P|0.91|roof
Larkmoor|Fiddlers|LRK|Fiddlestick Park|33.62|-117.51|150|P|0.98|open
Mistral|Windjammers|MIS|Galeforce Field|38.02|-122.62|20|P|0.94|open
Northwick|Pathfinders|NWK|Compass Park|30.11|-95.71|80|C|1.00|roof
Oldbridge|Masons|OLD|Keystone Yard|32.51|-96.81|540|C|1.02|roof
Pellworth|Guildsmen|PEL|Guildhall Park|33.52|-84.81|1020|E|1.01|open
Quarrystone|Hammers|QRS|Granite Grounds|40.21|-75.62|90|E|1.04|open
Ravensmoor|Foxes|RVM|Foxglove Park|25.92|-80.61|10|E|0.94|roof
Saltmere|Clippers|SLT|Saltworks Stadium|40.52|-73.61|20|E|0.97|open
Tarnwick|Sentinels|TRN|Watchtower Field|38.61|-77.31|50|E|1.01|open
Umberton|Weavers|UMB|Loom Park|42.91|-88.21|700|C|1.03|roof
Valecross|Rivermen|VLC|Confluence Field|38.82|-90.51|470|C|0.98|open
Westholt|Lumberjacks|WSL|Timberline Park|41.72|-88.11|600|C|1.04|open
Yarrowgate|Beekeepers|YRG|Honeycomb Field|39.32|-84.71|490|C|1.08|open
Zelford|Ferrymen|ZEL|Ferry Landing|40.62|-80.22|740|C|0.97|open
Ashcombe|Condors|ASH|Highmesa Field|39.91|-105.22|5280|M|1.16|open
Bellhollow|Stargazers|BLH|Meridian Park|34.22|-118.42|310|P|0.99|open
Copperlea|Scorpions|COP|Copperdome|33.21|-111.81|1090|P|1.02|roof
Dovercliff|Gulls|DVC|Gullwing Park|32.91|-116.92|30|P|0.95|open
Elmsgrove|Woodwrights|ELM|Cedar Point Field|37.92|-121.92|20|P|0.93|open`;

/** The thirty clubs, ids 9001 to 9030, five to a division, six divisions in two leagues. All names are invented. */
export const clubs: readonly Club[] = rows
  .trim()
  .split('\n')
  .map((row, index) => {
    const [city, nickname, abbreviation, park, latitude, longitude, feet, zone, factor, roof] =
      row.split('|');
    const league = leagues[Math.floor(index / 15)];
    const division = league?.divisions[Math.floor((index % 15) / 5)];
    const time = zones[zone ?? ''];
    if (!city || !nickname || !abbreviation || !park || !league || !division || !time) {
      throw new Error(`club row ${index + 1} is incomplete`);
    }
    return {
      id: 9001 + index,
      index,
      city,
      nickname,
      abbreviation,
      league: { id: league.id, name: league.name },
      division: { id: 9301 + Math.floor(index / 5), name: `${league.name} ${division}` },
      park: {
        id: 9501 + index,
        name: park,
        latitude: Number(latitude),
        longitude: Number(longitude),
        elevationFeet: Number(feet),
        ...time,
        runFactor: Number(factor),
        hasRoof: roof === 'roof',
        capacity: 36_000 + ((index * 1_733) % 14_000),
      },
    };
  });
