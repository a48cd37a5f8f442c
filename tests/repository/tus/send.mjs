// tus-js-client as it is, run by node: sends a file, perhaps in parallel parts, perhaps aborted and gone on with by another
// client. Argument: JSON {endpoint, headers, metadata, file, chunk, parallel, abortAfter}. Prints {url, aborted, sent}.
import { readFileSync } from "node:fs";
import { Upload } from "tus-js-client";

const { endpoint, headers, metadata, file, chunk, parallel, abortAfter } = JSON.parse(process.argv[2]);
const data = readFileSync(file);
const told = { url: "", aborted: 0, sent: 0 };

const send = (more) =>
  new Promise((resolve, reject) => {
    const upload = new Upload(data, {
      endpoint,
      headers,
      metadata,
      chunkSize: chunk ?? Infinity,
      parallelUploads: parallel ?? 1,
      retryDelays: [0, 200, 1000, 2000],
      metadataForPartialUploads: metadata,
      onError: reject,
      onSuccess: () => resolve(upload),
      onProgress: (sent) => (told.sent = sent),
      onChunkComplete: (_size, accepted) => {
        if (more.abortAfter && accepted >= more.abortAfter) {
          told.aborted = accepted;
          upload.abort().then(() => resolve(upload), reject);
        }
      },
      ...more,
    });
    upload.start();
  });

let upload = await send({ abortAfter });
if (told.aborted) upload = await send({ uploadUrl: upload.url });
told.url = upload.url;
console.log(JSON.stringify(told));
