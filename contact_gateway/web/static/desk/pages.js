// What every page needs: GOV.UK Frontend's own behaviour, where the browser can run it.
import { initAll } from "../govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
