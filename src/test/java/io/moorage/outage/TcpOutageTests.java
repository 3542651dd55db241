package io.moorage.outage;

import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;

class TcpOutageTests extends AbstractOutageTests {

	TcpOutageTests(Engine engine, Workspace mine) {
		super(FaultProxy.onTcp(engine.host()), mine);
	}

}
