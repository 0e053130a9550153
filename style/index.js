import './base.css';
import './app.css';
import './grid.css';
import './extension.css';
