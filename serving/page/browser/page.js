import { listenTheme, startTheme } from './theme.js';

startTheme();
document.addEventListener('DOMContentLoaded', listenTheme);
