import { listenCopies, listenFilters, showTarget } from './page.js';
import { listenSearch } from './search.js';
import { listenTheme, startTheme } from '../../../serving/page/browser/theme.js';

startTheme();
document.addEventListener('DOMContentLoaded', () => {
  listenTheme();
  listenSearch();
  listenFilters();
  listenCopies();
  showTarget();
});
