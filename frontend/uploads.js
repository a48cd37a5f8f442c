// The entry of the files page: Uppy and its tus client from npm, given to the site's own sending (static/js/uploads.js).
import Uppy from "@uppy/core";
import { getDroppedFiles } from "@uppy/core/utils";
import Tus from "@uppy/tus";
import { startSending } from "../static/js/uploads.js";

startSending(document, { Uppy, Tus, getDroppedFiles });
