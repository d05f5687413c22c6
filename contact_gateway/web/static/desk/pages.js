// What every page needs: GOV.UK Frontend's own behaviour.
import { initAll } from "../govuk/govuk-frontend.min.js";

initAll();
