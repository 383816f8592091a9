// Comfort only: every page works without these. One small file for each behaviour.
import { copyNumbers } from "./copy";
import { focusErrors } from "./error_focus";
import { refuseLargeFiles } from "./file_size";
import { askForNews } from "./fresh";
import { guardForms } from "./form_guard";
import { shortKeys } from "./keys";
import { followServer, printOnRequest } from "./live";
import { leaveQuickly } from "./leave";
import { closeMenus } from "./menus";
import { sharePages } from "./share";
import { submitOnce } from "./submit_once";
import { suggestWhileTyping } from "./suggest";
import { showWhereServicesAre } from "./wide_map";

leaveQuickly();
focusErrors();
guardForms();
refuseLargeFiles();
sharePages();
submitOnce();
shortKeys();
copyNumbers();
suggestWhileTyping();
closeMenus();
followServer();
printOnRequest();
askForNews();
showWhereServicesAre();
