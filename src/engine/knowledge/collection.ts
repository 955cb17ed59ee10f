import type { Entity } from "./entity.ts";
import type { Fact } from "./fact.ts";
import type { Source } from "./incident.ts";

/**
 * A data set that was imported, such as ATT&CK: what it lists, each entry a fact of modality `listed`, asserted by the data set itself,
 * which stands among the entities as the one of type `collection` whose id is the collection's own. The `incident` of its facts is that id too.
 */
export interface Collection { id: string; name: string; topics: string[]; sources: Source[]; entities: Entity[]; facts: Fact[] }
