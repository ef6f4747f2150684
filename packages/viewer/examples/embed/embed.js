// In a page with a bundler: import '@sipscope/viewer/elements'.
import '../../dist/elements/index.js';

const file = document.querySelector('#file');
const ladder = document.querySelector('#own');
const message = document.querySelector('#chosen');

file.addEventListener('change', () => {
  message.detail = undefined;
  ladder.file = file.files[0];
});

ladder.addEventListener('message-selected', (event) => {
  const chosen = event.detail.message;
  void ladder.message(chosen).then((detail) => {
    // Another may have been chosen meanwhile.
    if (ladder.selected === chosen) message.detail = detail;
  });
});
