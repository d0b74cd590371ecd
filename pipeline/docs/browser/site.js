import { listenCopies, listenFilters, showTarget } from './page.js';
import { listenSearch } from './search.js';
import { listenTheme, startTheme } from './theme.js';

startTheme();
document.addEventListener('DOMContentLoaded', () => {
  listenTheme();
  listenSearch();
  listenFilters();
  listenCopies();
  showTarget();
});
