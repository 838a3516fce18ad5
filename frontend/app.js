// Everything here makes pages quicker or kinder; each page works without it.
import htmx from "htmx.org";

import { announceSwaps } from "./js/announce.js";
import { closeDrops } from "./js/drops.js";
import { filterLists } from "./js/filters.js";
import { liveForms } from "./js/live.js";
import { sendOnce } from "./js/once.js";

window.htmx = htmx;
document.documentElement.classList.add("scripted");
liveForms();
closeDrops();
sendOnce();
announceSwaps();
htmx.onLoad(filterLists);
