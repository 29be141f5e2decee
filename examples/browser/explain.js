// Classifies an image with explained.onnx and draws the saliency map of each class over it. The files are made by
//   saliency network export NETWORK --pixel-input --top 3 --out explained.onnx
//   saliency network show NETWORK --json > network.json
const status = document.querySelector('#status');
const results = document.querySelector('#results');

addEventListener('unhandledrejection', event => { status.textContent = `It failed: ${event.reason}`; });
ort.env.wasm.wasmPaths = new URL('node_modules/onnxruntime-web/dist/', location).href;
ort.env.wasm.numThreads = 1; // more need a page that is isolated from others

const network = await (await fetch('network.json')).json();
const session = await ort.InferenceSession.create('explained.onnx', { executionProviders: ['wasm'] });
status.textContent = `Network ${network.name}, ${network.classCount} classes. Choose an image.`;

document.querySelector('#file').addEventListener('change', event => explain(URL.createObjectURL(event.target.files[0])));
const given = new URLSearchParams(location.search).get('image');
if (given) await explain(given);

async function explain(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const { width, height } = network;
  const { pixels, picture } = read(image, width, height);

  const begun = performance.now();
  const output = await session.run({ pixels: new ort.Tensor('uint8', pixels, [1, height, width, 3]) });
  status.textContent = `Scores and maps in ${Math.round(performance.now() - begun)} ms.`;

  const probabilities = softmax(output.scores.data);
  results.replaceChildren(...Array.from(output.class.data, (index, rank) => {
    const map = output.saliency.data.subarray(rank * width * height, (rank + 1) * width * height);
    return figure(picture, map, `${network.labels[Number(index)]}: ${(100 * probabilities[Number(index)]).toFixed(1)} %`);
  }));
}

// The image at the size of the network's input, its bytes as red, green and blue.
function read(image, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const picture = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++)
    for (let channel = 0; channel < 3; channel++) pixels[3 * i + channel] = picture.data[4 * i + channel];
  return { pixels, picture };
}

// The image, dark where the map is low.
function figure(picture, map, caption) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.width, picture.height];
  const sorted = Float32Array.from(map).sort();
  const most = sorted[Math.floor(0.995 * (sorted.length - 1))] || 1; // a few pixels far above the rest would hide it
  const shown = new ImageData(picture.width, picture.height);
  for (let i = 0; i < map.length; i++) {
    const share = Math.min(1, map[i] / most);
    for (let channel = 0; channel < 3; channel++)
      shown.data[4 * i + channel] = picture.data[4 * i + channel] * 0.35 + (channel === 0 ? 255 : channel === 1 ? 160 * share : 0) * 0.65 * share;
    shown.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d').putImageData(shown, 0, 0);
  const element = document.createElement('figure');
  const text = document.createElement('figcaption');
  text.textContent = caption;
  element.append(canvas, text);
  return element;
}

function softmax(scores) {
  const most = Math.max(...scores);
  const powers = Array.from(scores, score => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map(power => power / sum);
}
